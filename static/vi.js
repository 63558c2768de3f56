document.documentElement.lang = "vi";
