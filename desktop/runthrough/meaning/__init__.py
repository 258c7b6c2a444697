"""Meaning of words and sentences: all-MiniLM-L6-v2 on CTranslate2 and word vectors, in a process of their own."""
