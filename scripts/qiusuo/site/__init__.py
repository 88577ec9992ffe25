"""The MkDocs site: the only place that knows the generator."""
