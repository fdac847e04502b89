"""What is on record of a person beside posts: earlier names and numbers, duties, sanctions, marks."""
