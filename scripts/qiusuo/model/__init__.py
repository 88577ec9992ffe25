"""The things the atlas is made of, as frozen values; see each module for its concept."""

from qiusuo.model.atlas import Atlas
from qiusuo.model.chooser import (
    QUESTIONS,
    Barriers,
    Chooser,
    Enjoy,
    Have,
    Joy,
    Know,
    Wait,
    Word,
)
from qiusuo.model.claim import OUTCOMES, Claim
from qiusuo.model.direction import BARRIERS, COMPUTE, DIRECTION_SECTIONS, WAYS, Direction, Start
from qiusuo.model.drift import (
    TOP,
    Agreement,
    BlockDrift,
    PageDrift,
    Relation,
    Standing,
    drift,
    normal,
)
from qiusuo.model.history import Dates, History
from qiusuo.model.language import Language, LocalText, Told
from qiusuo.model.page import (
    Block,
    BlockKind,
    Citation,
    Component,
    Link,
    Page,
    Pair,
    Section,
    Voice,
)
from qiusuo.model.passage import Passage
from qiusuo.model.record import Record
from qiusuo.model.redirect import Redirect
from qiusuo.model.span import Places, Span
from qiusuo.model.term import Question, Term, Topic
from qiusuo.model.work import ESSAY, Name, Work

__all__ = [
    "BARRIERS",
    "COMPUTE",
    "DIRECTION_SECTIONS",
    "ESSAY",
    "OUTCOMES",
    "QUESTIONS",
    "TOP",
    "WAYS",
    "Agreement",
    "Atlas",
    "Barriers",
    "Block",
    "BlockDrift",
    "BlockKind",
    "Chooser",
    "Citation",
    "Claim",
    "Component",
    "Dates",
    "Direction",
    "Enjoy",
    "Have",
    "History",
    "Joy",
    "Know",
    "Language",
    "Link",
    "LocalText",
    "Name",
    "Page",
    "PageDrift",
    "Pair",
    "Passage",
    "Places",
    "Question",
    "Record",
    "Redirect",
    "Relation",
    "Section",
    "Span",
    "Standing",
    "Start",
    "Term",
    "Told",
    "Topic",
    "Voice",
    "Wait",
    "Word",
    "Work",
    "drift",
    "normal",
]
