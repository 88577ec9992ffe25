"""Templates compiled once for all processes of a build, while the content is being read."""

import contextlib
from collections.abc import Iterable, Mapping

from jinja2 import BytecodeCache, Environment, TemplateError
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates


class Compiled(BytecodeCache):
    """Compiled templates; one whose source is another by now is not among them."""

    def __init__(self, codes: Mapping[str, bytes]) -> None:
        self._codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is there."""
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep nothing more."""


def compiled(environment: Environment, names: Iterable[str]) -> dict[str, bytes]:
    """These templates and all that they name, for `Compiled`.

    What can not be compiled is left to whoever asks for it: Material's templates name more than
    there is.
    """
    found: dict[str, bytes] = {}
    cache = Compiled(found)
    wanted = dict.fromkeys(names)
    queue = list(wanted)
    loader = environment.loader
    assert loader is not None
    for name in queue:
        with contextlib.suppress(TemplateError):
            source, filename, _ = loader.get_source(environment, name)
            tree = environment.parse(source, name, filename)
            more = [one for one in find_referenced_templates(tree) if one and one not in wanted]
            bucket = cache.get_bucket(environment, name, filename, source)
            bucket.code = environment.compile(tree, name, filename)
            found[bucket.key] = bucket.bytecode_to_string()
            wanted.update(dict.fromkeys(more))
            queue += more
    return found
