"""Reference data of the whole country: occupations, skills, regions, postcodes and the closed lists."""
