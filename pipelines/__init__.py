"""The pure part: bytes in, records out. Nothing here touches the network."""
