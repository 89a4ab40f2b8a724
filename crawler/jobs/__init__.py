"""Work on many pages: crawl sources, fetch single addresses, import files, run the pipeline over the archive again."""
