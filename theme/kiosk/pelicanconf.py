"""Settings of the kiosk's renderer. The build adds the folders of the generated tree below.

Only pages, each from its own data: no articles, feeds, archives, static files of authors, plugins or cache. Pelican's
own links ({static}, {attach}, {filename}) match nothing.
"""

import json

from jinja2 import StrictUndefined

SITEURL = ""
TIMEZONE = "UTC"
LOCALE = ["C"]
DEFAULT_LANG = "zh-cn"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = []
PLUGINS = []
FORMATTED_FIELDS = []
PAGE_TRANSLATION_ID = None
FILENAME_METADATA = "(?!)"
INTRASITE_LINK_REGEX = "(?!)(?P<what>)"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
JINJA_FILTERS = {"from_json": json.loads}
