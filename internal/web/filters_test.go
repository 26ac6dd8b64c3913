package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAFilterThatThereIsNotIsRefused: a slip in an address is told, with the words that there are, and never answered with everything.
func TestAFilterThatThereIsNotIsRefused(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for address, said := range map[string]string{
			"/members?kind=xx": "regional_body", "/members?kind=state&kind=state": "kind is given 2 times", "/users?role=xx": "focal_point", "/users?body=xx": "allowed are wg",
			"/rounds?body=xx": "allowed are wg", "/rounds/1?only=xx": "outstanding", "/rounds/1/mails?state=xx": "uncertain", "/proposals?state=xx": "deferred", "/proposals?order=xx": "supports, title",
			"/proposals?body=xx": "allowed are wg", "/proposals?window=1": "there is no window", "/proposals?member=xx": "there is no member", "/search?q=harbour&in=xx": "openings",
			"/plans/p?status=xx": "carried_over", "/plans/p?health=xx": "at_risk", "/plans/p?only=xx": "overdue", "/plans/p?sort=xx": "-due", "/plans/p?as_of=2024-09-01&recorded=xx": "allowed are then",
			"/plans/p/items/1.1?as_of=2024-09-01&recorded=xx": "allowed are then", "/plans/p/report?annex=xx": "allowed are true", "/plans/p/report?audience=xx": "chairs", "/plans/p/statement?check=xx": "allowed are true",
			"/bodies/wg?on=xx": "is not a date", "/bodies/wg?on=2024-02-31": "is not a date", "/bodies/wg?on=meeting:wg-1": "is not a date", "/plans/nowhere?status=xx": "carried_over",
			"/members?kind=%zz": "is damaged", "/members?kind=state;q=x": "is damaged", "/plans/p?status=%": "is damaged",
		} {
			status, page := l.get("root", address)
			if status == http.StatusForbidden || status == http.StatusNotFound {
				status, page = l.get("chair", address)
			}
			if status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", address, status)
			}
			l.says(address, main(page), []string{said}, []string{`class="items"`, "Zq"})
		}
		for _, address := range []string{"/members?kind=&utm_source=letter&ref=x", "/plans/p?status=in_progress&utm_source=letter", "/plans/p?lead=nobody&topic=nothing&objective=99", "/bodies/wg?on=", "/proposals?body=wg&window=&state=open&order=title",
			"/proposals?body=wg&windows=another&window=7", "/plans/p?sort=-due&recorded="} {
			if status, page := l.get("chair", address); status != http.StatusOK {
				t.Errorf("%s: %d\n%s", address, status, main(page))
			}
		}
		if page := main(l.read("chair", "/plans/p?lead=nobody")); nextLink.MatchString(page) {
			t.Errorf("a lead of nothing finds something:\n%s", page)
		}
	})
}

// TestARefusedValueIsCutBetweenLetters: what is too long to be repeated is never cut inside a letter.
func TestARefusedValueIsCutBetweenLetters(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		_, page := l.get("chair", "/members?kind="+url.QueryEscape(strings.Repeat("a", 59)+"éé"))
		l.says("the refusal", main(page), []string{strings.Repeat("a", 59) + "é"}, []string{`\xc3`, "éé"})
	})
}

// TestFaultsOfAFilterStandInTheOrderOfItsFields, each time the same.
func TestFaultsOfAFilterStandInTheOrderOfItsFields(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for range 20 {
			_, page := l.get("chair", "/audit?from=zzfrom&to=zzto")
			if from, to := strings.Index(main(page), "zzfrom"), strings.Index(main(page), "zzto"); from < 0 || to < from {
				t.Fatalf("the fault of from stands at %d, that of to at %d", from, to)
			}
		}
	})
}
