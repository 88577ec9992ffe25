"""What a template may see: the atlas asked for one purpose, as small frozen values."""
