"""What others ask of the area, by page: the catalogue and its routing, the duty lists."""

from linli.duties.reads.lists import Citation, UnknownCitation, citable, cited, covers
from linli.duties.reads.routing import Catalogue, KindEnded, catalogue, facts, kept, switched, with_rule, without_rule

__all__ = [
    "Catalogue",
    "Citation",
    "KindEnded",
    "UnknownCitation",
    "catalogue",
    "citable",
    "cited",
    "covers",
    "facts",
    "kept",
    "switched",
    "with_rule",
    "without_rule",
]
