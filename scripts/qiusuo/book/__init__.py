"""The atlas as a book: a manuscript in HTML, and an EPUB and a PDF made from it."""
