"""Templates compiled ahead: the same pages, and nothing of a template that has changed."""

import pytest
from jinja2 import DictLoader, Environment, Template

from qiusuo.site.templates import Compiled, compiled

SOURCES = {"page": "{% include 'part' %}!", "part": "{{ x }}", "other": "-", "broken": "{% if %}"}


def test_what_a_template_names_is_compiled_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = compiled(Environment(loader=DictLoader(SOURCES)), ["page"])
    assert len(codes) == 2
    environment = Environment(loader=DictLoader(SOURCES), bytecode_cache=Compiled(codes))
    asked = []
    plain = environment.compile
    monkeypatch.setattr(environment, "compile", lambda *one: asked.append(one[1]) or plain(*one))
    page: Template = environment.get_template("page")
    assert page.render(x=1) == "1!"
    assert asked == []
    environment.get_template("other")
    assert asked == ["other"]


def test_a_template_that_has_changed_is_compiled_anew() -> None:
    codes = compiled(Environment(loader=DictLoader(SOURCES)), ["page"])
    changed = DictLoader(SOURCES | {"part": "new {{ x }}"})
    environment = Environment(loader=changed, bytecode_cache=Compiled(codes))
    assert environment.get_template("page").render(x=1) == "new 1!"


def test_what_can_not_be_compiled_is_left() -> None:
    assert compiled(Environment(loader=DictLoader(SOURCES)), ["broken", "missing"]) == {}
