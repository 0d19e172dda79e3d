"""The district around the courses: network, places, activities, units, figures, people."""
