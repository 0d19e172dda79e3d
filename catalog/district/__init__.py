"""The district around the courses: its schools, places, activities, units, targets and people, as content with models."""
