"""Speech to text, in a process of its own. The only room that knows faster-whisper and Moonshine."""
