package web_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// readers are the people of the library with the words that each may find under each kind.
func readers() map[string]map[string][]string {
	kinds := map[string]string{"items": "zqitem", "updates": "Zqupdate", "deliverables": "Zqdeliverable", "openings": "Zqopening", "proposals": "Zqproposal", "plans": "zqplan"}
	of := func(audiences []string, more ...string) map[string][]string {
		found := map[string][]string{}
		for kind, word := range kinds {
			for _, a := range audiences {
				switch {
				case kind == "plans" && a == "members": // there is none
				case kind == "items":
					found[kind] = append(found[kind], word+a+"aland")
				default:
					found[kind] = append(found[kind], word+a)
				}
			}
		}
		for n := 0; n < len(more); n += 2 {
			found[more[n]] = append(found[more[n]], more[n+1])
		}
		return found
	}
	register := []string{"meetings", "Zqmeeting", "members", "Zqalias"}
	with := func(more ...string) []string { return append(more, register...) }
	public, members, chairs := []string{"public"}, []string{"public", "members"}, []string{"public", "members", "chairs"}
	return map[string]map[string][]string{
		"":     of(public),
		"root": of(public, "members", "Zqalias"),
		"gus":  of(public, register...),
		"rita": of(members, register...), "cleo": of(members, register...),
		"ana":  of(members, with("items", "zqitemchairsaland", "updates", "Zqupdatechairs", "deliverables", "Zqdeliverablechairs", "openings", "Zqopeningchairs")...),
		"ben":  of(members, with("items", "zqitemchairsbland")...),
		"desk": of(chairs, with("items", "zqitemchairsbland")...), "chair": of(chairs, with("items", "zqitemchairsbland")...),
	}
}

var (
	ownWord    = regexp.MustCompile(`[zZ]q[a-z]+`)
	groupCount = regexp.MustCompile(`<h2 id="in-([a-z]+)">[^<]*<span class="small">([^<]*)</span>`)
)

// TestSearchFindsWhatAPersonMayReadAndNothingElse looks for a word that everything holds, as each person: what they may not read is neither shown, nor
// counted, nor found by a word that it alone has.
func TestSearchFindsWhatAPersonMayReadAndNothingElse(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		everything := map[string]string{}
		for _, kinds := range readers() {
			for kind, words := range kinds {
				for _, w := range words {
					everything[w] = kind
				}
			}
		}
		for who, kinds := range readers() {
			page := main(l.read(who, "/search?q=harbour"))
			var want []string
			counts := map[string]string{}
			for _, m := range groupCount.FindAllStringSubmatch(page, -1) {
				counts[m[1]] = m[2]
			}
			for kind, words := range kinds {
				want = append(want, words...)
				if n := string(rune('0' + len(words))); counts[kind] != n {
					t.Errorf("%q is told of %q %s, not %s", who, counts[kind], kind, n)
				}
				delete(counts, kind)
			}
			if len(counts) > 0 {
				t.Errorf("%q is told of %v", who, counts)
			}
			for word, kind := range everything {
				shows, may := slices.Contains(ownWord.FindAllString(page, -1), word), slices.Contains(want, word)
				if shows != may {
					t.Errorf("%q sees %s: %t", who, word, shows)
				}
				alone := main(l.read(who, "/search?q="+word))
				if found := strings.Contains(alone, "<mark>"); found != may {
					t.Errorf("%q finds %s by itself: %t", who, word, found)
				}
				if may {
					l.says(who+" in "+kind, l.read(who, "/search?q="+word+"&in="+kind), []string{"<mark>" + word + "</mark>"}, []string{"Nothing that you may read"})
				}
			}
		}
	})
}

func TestSearchSaysWhereItsHitsAre(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for q, want := range map[string][]string{
			"zqitempublicaland":   {`href="/plans/p/items/1.1"`, `<span class="ref">1.1</span>`, "Plan zqplanpublic harbour, WG"},
			"zqupdatepublic":      {`href="/plans/p/items/1.1#update-1"`, "1.1 Item 1.1: Update 1", "Report"},
			"zqplanpublic":        {`href="/plans/p"`, "Endorsed"},
			"zqdeliverablepublic": {`href="/plans/p/items/1.1#deliverables"`},
			"zqopeningpublic":     {`href="/plans/p/items/1.1#openings"`, "Open"},
			"zqmeeting":           {`href="/meetings/wg-1"`, "6 February 2024"},
			"zqalias":             {`href="/members/bland"`, "State"},
			"bla nas":             {`<mark>Blå</mark> <mark>Näs</mark>`, `href="/members/bland"`},
			"BLANAS item":         {`<mark>Item</mark> 1.4`, `<mark>Blå Näs</mark>`, `href="/plans/p/items/1.4"`},
		} {
			l.says(q, main(l.read("chair", "/search?q="+url.QueryEscape(q))), want, nil)
		}
		l.says("nobody", l.read("", "/search?q=harbour"), []string{"Not searched, because they are for people who have signed in: Meetings, Members."}, nil)
		if status, _ := l.get("", "/search?q=harbour&in=meetings"); status != http.StatusSeeOther {
			t.Errorf("one who has not signed in and searches meetings: %d", status)
		}
	})
}

func TestSearchWithoutResultsTeaches(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for address, want := range map[string]string{
			"/search":                               "All of them must be there",
			"/search?q=+":                           "All of them must be there",
			"/search?q=%3F%21":                      "no letter and no digit",
			"/search?q=zzzz":                        "Searched: Action items, Updates, Plans, Deliverables, Openings for others, Proposals, Meetings, Members.",
			"/search?q=zzzz&in=updates":             "Searched: Updates.",
			"/search?q=" + strings.Repeat("x", 201): "200 characters at most",
		} {
			l.says(address, l.read("rita", address), []string{want}, []string{"<mark>"})
		}
		l.says("200 characters", l.read("rita", "/search?q="+strings.Repeat("é", 200)), []string{"Nothing that you may read"}, nil)
	})
}

func TestSearchWritesTextsAsTexts(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		must[tracker.ItemReading](t)(l.CreateItem(context.Background(), as("chair"), "d", workplan.NewItem{Ref: "9", ItemContent: workplan.ItemContent{Nature: workplan.NatureOneOff,
			Title: `<script>alert("jetty")</script>`, Description: `<img src=x onerror="alert(1)"> by the jetty & more`, Audience: workplan.AudienceChairs}}))
		page := main(l.read("chair", "/search?q="+url.QueryEscape(`<script> jetty`)))
		l.says("marked", page, []string{"&lt;<mark>script</mark>&gt;alert(&#34;<mark>jetty</mark>&#34;)&lt;/<mark>script</mark>&gt;", "&lt;img src=x", "value=\"&lt;script&gt; jetty\""},
			[]string{"<script", "<img"})
	})
}

func TestPagesOfASearchNeitherLoseNorRepeat(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.many(61)
		found := l.through("chair", "/search?q=quay&in=items", regexp.MustCompile(`href="/plans/d/items/(\d+)"`))
		if len(found) != 61 || distinct(found) != 61 {
			t.Errorf("%d hits, %d of them different", len(found), distinct(found))
		}
		l.says("all kinds", l.read("chair", "/search?q=quay"), []string{"more than 50", "/search?in=items&amp;q=quay"}, nil)
		page := l.read("chair", "/search?q=quay&in=items")
		next := strings.ReplaceAll(nextLink.FindStringSubmatch(page)[1], "&amp;", "&")
		l.says("a later page", l.read("chair", next), []string{"From the beginning"}, nil)
		for _, wrong := range []string{strings.Replace(next, "q=quay", "q=harbour", 1), strings.Replace(next, "in=items", "in=plans", 1), "/search?q=quay&in=items&after=x"} {
			if status, _ := l.get("chair", wrong); status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", wrong, status)
			}
		}
	})
}
