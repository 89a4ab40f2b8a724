"""The captions of pictures between the headline and the body: no text of the article, but evidence of its day."""

from lxml.html import HtmlElement

from pipelines.text.parts import caption_part
from pipelines.text.tree import text_of

LONGEST = 400


def lead_captions(tree: HtmlElement, headline: HtmlElement | None, container: HtmlElement) -> tuple[str, ...]:
    """The captions behind the headline and before `container`, in order; none where the headline stands elsewhere."""
    if headline is None:
        return ()
    captions: list[str] = []
    behind = False
    for element in tree.iter():
        if element is container:
            return tuple(captions) if behind else ()
        behind = behind or element is headline
        if behind and isinstance(element.tag, str) and (element.tag == "figcaption" or caption_part(element)):
            text = text_of(element)
            if 0 < len(text) <= LONGEST and text not in captions:
                captions.append(text)
    return ()
