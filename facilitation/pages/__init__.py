"""The pages, a blueprint a door. Each view checks its door, asks one service or reader, and renders."""
