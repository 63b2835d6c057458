"""HTML as PDF by xhtml2pdf, with what HTML cannot say put where a mark stands for it."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from reportlab.platypus.flowables import Flowable, Spacer
from xhtml2pdf import document
from xhtml2pdf.config.resources import ResourceAccessPolicy
from xhtml2pdf.xhtml2pdf_reportlab import PmlBaseDoc

RENDER_SECONDS: Final = 300
# The height of a spacer that stands for something: no other spacer is this high, in points.
MARK: Final = 17.0625


def write_story(html: str, things: Sequence[Flowable], fonts: Path) -> bytes:
    """Return `html` as PDF, each `<pdf:spacer>` of MARK points replaced by the next of `things`.

    Raises ValueError where the HTML has another number of marks than there are things.
    """
    policy = ResourceAccessPolicy.server(
        fonts, allow_remote=False, max_render_seconds=RENDER_SECONDS
    )
    out = BytesIO()
    if not things:
        document.pisaDocument(html, dest=out, encoding="utf-8", resource_policy=policy)
        return out.getvalue()
    # The steps of pisaDocument, with the things put in between reading and building.
    with document._RENDER_LOCK, document.use_policy(policy), document.render_budget(policy):
        try:
            context = document.pisaStory(html, encoding="utf-8", resource_policy=policy)
            pages = PmlBaseDoc(out, pagesize=context.pageSize, lang=context.lang_tag or None)
            pages.addPageTemplates([context.templateList[document.DEFAULT_PAGE_NAME]])
            pages.pisaPositioned = context.positioned
            pages.build(list(_placed(context.story, things)))
        finally:
            document.cleanFiles()
            document.reset_caches()
    return out.getvalue()


def _placed(story: Sequence[Flowable], things: Sequence[Flowable]) -> Iterator[Flowable]:
    waiting = list(things)
    for flowable in story:
        if type(flowable) is Spacer and abs(flowable.height - MARK) < 0.01:
            if not waiting:
                raise ValueError("a document has more marks than things to put there")
            yield waiting.pop(0)
        else:
            yield flowable
    if waiting:
        raise ValueError("a document has no mark for a thing")
