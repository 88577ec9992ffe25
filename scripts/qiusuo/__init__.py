"""Qiusuo: the model, checks, views and site of a bilingual atlas of research directions."""

__version__ = "0.1.0"
