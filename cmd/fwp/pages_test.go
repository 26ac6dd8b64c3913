package main

import (
	"testing"

	"fwptracker/internal/browsertest"
)

// TestPagesInABrowser opens the pages beside the API as people do: nothing may fail, go elsewhere, be forbidden by their own policy, or be wider
// than a telephone, and what is ours keeps nobody out.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	b, there := browsertest.Start(t)
	if !there {
		return
	}
	e, _ := demoDatabase(t)
	r := serving(t, e, "--anonymous-read", "true", "--anonymous-limit", "0")
	for _, page := range []struct {
		path, shows string // a selector of what shows that the page is complete
		axe         bool   // the page is ours and not asked before
	}{
		{"/docs", "h1", true},
		{"/docs/audit", "#listAudit", true},
		{"/docs/schemas", "h1", false},
		{"/docs/try", ".opblock", false},
		{"/problems", "table", true},
		{"/problems/stale", "dl", true},
		{"/api/v1/plans/example-wg-2024-26/report.html?since=2025-06-01&annex=true", "#annex", true},
		{"/api/v1/plans/wg-tip-2021-23/report.html", "#summary", false},
	} {
		views := []browsertest.View{{Width: 1280}, {Width: 1280, Dark: true}, {Width: 360}, {Width: 360, Dark: true}}
		p := b.Open(r.url+page.path, views[0], page.shows)
		for _, v := range views {
			name := page.path + " on " + v.Name()
			p.Look(v)
			if wider := p.Overflow(); wider > 0 {
				t.Errorf("%s is wider than the window by %d px", name, wider)
			}
			if page.axe && v.Dark == (v.Width == 360) { // each width and each scheme once: it takes seconds
				for _, barrier := range p.Barriers() {
					t.Errorf("%s: %s", name, barrier)
				}
			}
		}
		if faults := p.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", page.path, faults)
		}
		p.Close()
	}
	p := b.Open(r.url+"/docs/items#listItems", browsertest.View{Width: 360}, "#listItems")
	if top := browsertest.Ask[float64](p, "document.getElementById('listItems').getBoundingClientRect().top"); top < 0 || top > 300 {
		t.Errorf("/docs/items#listItems opens %v px away from the operation", top)
	}
}
