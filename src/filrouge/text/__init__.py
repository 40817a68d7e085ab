"""What is true in every language: normalising, digests, sentences, EDTF, tokens for search."""
