package web

import (
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// named are the parameters of addresses that hold what people call things; counted are those that hold numbers, or words of the program's own.
var (
	named   = []string{":plan", ":body", ":member", ":meeting", ":user"}
	counted = []string{":number", ":ref", ":opening", ":offer", ":token", ":act", ":issuer"}
)

func TestNoAddressUsesAWordThatCanBeACode(t *testing.T) {
	t.Parallel()
	routes, met := (&site{}).routes(), 0
	for _, r := range routes {
		parts := strings.Split(r.path, "/")
		for n, part := range parts {
			if strings.HasPrefix(part, ":") {
				if !slices.Contains(named, part) && !slices.Contains(counted, part) {
					t.Errorf("%s: say in this test whether %s holds a code", r.path, part)
				}
				continue
			}
			for _, other := range routes {
				if beside := strings.Split(other.path, "/"); n < len(beside) && slices.Contains(named, beside[n]) && slices.Equal(parts[:n], beside[:n]) {
					if met++; !slices.Contains(workplan.ReservedWords, part) {
						t.Errorf("%s has %q where %s has a code; take it into workplan.ReservedWords", r.path, part, other.path)
						break
					}
				}
			}
		}
	}
	if met == 0 {
		t.Error("no address has a word where another has a code; is this test right?")
	}
}

func TestEveryFilterIsOfAPageThatThereIs(t *testing.T) {
	t.Parallel()
	for path, filters := range filterWords {
		if path != "" && !slices.ContainsFunc((&site{}).routes(), func(r route) bool { return r.method == "GET" && r.path == path }) {
			t.Errorf("there is no page %s", path)
		}
		for name, words := range filters {
			if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return w != strings.TrimSpace(w) }) {
				t.Errorf("%s: the filter %s takes %q", path, name, words)
			}
		}
	}
}
