package web

import (
	"net/http"
	"strings"

	"fwptracker/internal/language"
)

// chosenLanguage is the one that the person has chosen here, else the first of those that their browser asks for.
func chosenLanguage(r *http.Request) *language.Language {
	if cookie, err := r.Cookie(languageCookie); err == nil {
		if l := language.Tagged(cookie.Value); l != nil {
			return l
		}
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if l := language.Tagged(primary); l != nil {
			return l
		}
	}
	return language.English
}
