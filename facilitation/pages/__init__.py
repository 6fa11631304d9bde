"""The pages, one blueprint for each door; each view checks its door, asks one service or query, and renders."""
