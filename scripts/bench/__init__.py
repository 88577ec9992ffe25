"""How fast the site is built and read, beside a stock stack that does the same with plain means."""
