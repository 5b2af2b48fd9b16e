"""The spaCy pipeline: a blank Chinese language whose components each mark one kind of thing.

The components work on `doc._.annotations`; they are plain functions of extractors/assemble.py, registered by name so
that configuration, output rows and tests call them the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors import assemble
from extractors.annotations import Annotations
from extractors.tokens import Words
from schemas.document import Document
from schemas.errors import RuleError

#: Components in order: name, function, what it needs done before.
COMPONENTS: tuple[tuple[str, Callable[[Annotations], None], tuple[str, ...]], ...] = (
    ("duban_context", assemble.mark_context, ()),
    ("duban_quantities", assemble.mark_quantities, ()),
    ("duban_dates", assemble.mark_dates, ("duban_context", "duban_quantities")),
    ("duban_agencies", assemble.mark_assignments, ()),
    ("duban_statements", assemble.mark_statements, ("duban_dates", "duban_agencies")),
    ("duban_tasks", assemble.mark_tasks, ("duban_statements",)),
)


def _register() -> None:
    if not Doc.has_extension("annotations"):
        Doc.set_extension("annotations", default=None)
    done: set[str] = set()
    for name, function, after in COMPONENTS:
        if name in done or not set(after) <= done:
            raise RuleError(f"component {name}: declared twice, or needs {set(after) - done} before it")
        done.add(name)
        if not Language.has_factory(name):
            Language.factory(name, func=_factory(function))


def _factory(function: Callable[[Annotations], None]) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        def component(doc: Doc) -> Doc:
            if doc._.annotations is None:
                raise RuleError(f"{name}: the Doc has no annotations; make it with extractors.pipeline.annotate")
            function(doc._.annotations)
            return doc

        return component

    return make


@cache
def load() -> Language:
    """The pipeline, made once a process."""
    _register()
    nlp = spacy.blank("zh")
    nlp.max_length = sys.maxsize  # spaCy's bound is for models that need memory by the character
    nlp.tokenizer = Words(nlp.vocab)
    for name, _, _ in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(document: Document) -> Annotations:
    """Run the pipeline over a document; what it found."""
    nlp = load()
    doc = nlp.make_doc(document.clean.text)
    doc._.annotations = Annotations.of(document)
    annotations: Annotations = nlp(doc)._.annotations
    return annotations
