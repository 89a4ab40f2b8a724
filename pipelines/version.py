"""The version of the rules: raised whenever the same page may give another article, so that `reprocess` knows."""

PIPELINE_VERSION = "2"
