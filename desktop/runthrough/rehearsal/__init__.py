"""Runs a run-through: threads and queues live here and nowhere else."""
