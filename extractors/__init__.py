"""What is found in a clause: quantities, dates, agencies, actions; and the statements they make up."""
