package web

import (
	"testing"

	"fwptracker/internal/language"
)

// TestOnlyPlansAreToldByTitles: what else has the code of a plan, or its number, stays what it is called.
func TestOnlyPlansAreToldByTitles(t *testing.T) {
	t.Parallel()
	titles := map[string]string{"wg-1": "A plan", "1": "One", "ana": "Ana's plan"}
	for object, want := range map[string]string{
		"update wg-1/1/1":                           "update 1 on item 1 of A plan",
		"plan 1":                                    "One",
		"carry-over of wg-1/1 into 1/1":             "item 1 of A plan into item 1 of One",
		"meeting wg-1":                              "wg-1",
		"user ana":                                  "user ana",
		"role 1 of user ana":                        "role 1 of user ana",
		"membership wg-1/1 of ana":                  "membership 1 in wg-1 of ana",
		"decision 1 on proposal 1":                  "decision 1 on proposal 1",
		"identity of user ana at https://x.example": "identity of user ana at https://x.example",
		"something new 1":                           "something new 1",
	} {
		if got := auditAbout(language.English, object, titles); got != want {
			t.Errorf("%s: %s, want %s", object, got, want)
		}
	}
}
