"""Processes of our own: how one is started, asked, watched and ended, and the machine they run on."""
