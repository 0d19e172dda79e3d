// Loaded only where the whole copy was unzipped: then the page beside this file is there too.
location.replace(new URL("index.html", document.currentScript.src).href);
