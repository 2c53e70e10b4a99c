"""Where partners lay down what they have for us."""
