"""Whether a page is about prisons and police together: a cheap gate before extraction, a verdict after it."""

from pipelines.topic.gate import gate, may_be_ours
from pipelines.topic.judge import judge

__all__ = ["gate", "judge", "may_be_ours"]
