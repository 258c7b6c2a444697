"""The shelf of speech models of one app."""

from __future__ import annotations

from runthrough.app import App
from runthrough.fetching.shelf import ModelShelf, ShelfClock, ShelfPlaces
from runthrough.places import trial_sound


def shelf_of(app: App) -> ModelShelf:
    """Joins what a shelf is built of."""
    places = app.places
    return ModelShelf(
        app.models,
        ShelfPlaces(places.models, places.shipped_models, places.speed_trials, trial_sound()),
        ShelfClock(app.clock.monotonic, app.clock.now),
    )
