"""Files to model: whatever can be read is returned, with findings for what can not."""

from qiusuo.source.load import RULES, begin_reading, load

__all__ = ["RULES", "begin_reading", "load"]
