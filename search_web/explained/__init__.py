"""What the help pages tell, read from the tables and routes that do the work, so that it cannot fall behind them."""
