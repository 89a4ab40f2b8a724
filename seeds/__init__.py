"""The facts that people keep: sources, the topic's words, the gazetteer, and the tables of the language."""
