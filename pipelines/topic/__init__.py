"""Whether a page is about prisons and police together: a cheap gate before extraction, a verdict after it."""

from pipelines.topic.gate import gate
from pipelines.topic.judge import judge

__all__ = ["gate", "judge"]
