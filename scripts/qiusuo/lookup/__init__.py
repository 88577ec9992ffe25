"""Public records of works, asked for politely: arXiv, Crossref, DBLP."""

from qiusuo.lookup.client import Client, LookupFailedError
from qiusuo.lookup.registries import Found, identify, look_up, search_title

__all__ = ["Client", "Found", "LookupFailedError", "identify", "look_up", "search_title"]
