"""Sound: the microphone, files, takes on disk. The only room that knows PortAudio and soxr."""
