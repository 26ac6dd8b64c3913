package web

import (
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// How many characters a search may have, how many hits of each kind stand beside those of others, and alone on a page; and up to which number hits are
// counted.
const (
	searchLength = 200
	searchFirst  = 5
	searchPage   = 25
	searchCount  = 50
)

// searchResults is what a search found, by kind. Kinds are those that were looked through, Asleep those that only people who have signed in may search.
type searchResults struct {
	Query   string
	In      string
	TooLong bool
	NoWords bool
	Kinds   []string
	Asleep  []string
	Groups  []searchGroup
	paging
}

// Searched says whether there was anything to look for.
func (r searchResults) Searched() bool { return r.Query != "" && !r.TooLong && !r.NoWords }

// All is the address of everything that the same words find, of whatever kind.
func (r searchResults) All() string { return searchAddress(r.Query, "", "") }

// Choices are the kinds to which the search can be narrowed.
func (r searchResults) Choices() []searchKind { return searchKinds }

// searchGroup is the hits of one kind. Count is how many there are, or, with More, that there are more than it.
type searchGroup struct {
	Kind  searchKind
	Hits  []hit
	Count int
	More  bool
	next  []string
	query string
}

// Address is that of all hits of the kind.
func (g searchGroup) Address() string { return searchAddress(g.query, g.Kind.Word, "") }

// Rest says whether there are more hits than are shown.
func (g searchGroup) Rest() bool { return g.More || g.Count > len(g.Hits) }

// searchAddress is that of a search, in one kind and after a row where these are given.
func searchAddress(query, in, after string) string {
	v := url.Values{"q": {query}}
	if in != "" {
		v.Set("in", in)
	}
	if after != "" {
		v.Set("after", after)
	}
	return "/search?" + v.Encode()
}

// showSearch shows what a search finds among all that the person may see: the first hits of each kind, or those of one kind, page by page. What may be
// seen is decided by the lists that it asks.
func (s *site) showSearch(c *call) error {
	r := searchResults{Query: strings.TrimSpace(c.QueryParam("q")), In: c.QueryParam("in")}
	r.TooLong = utf8.RuneCountInString(r.Query) > searchLength
	r.NoWords = r.Query != "" && !r.TooLong && len(tracker.FoundWords(r.Query, r.Query)) == 0
	if r.Searched() {
		if err := c.search(&r); err != nil {
			return err
		}
	}
	return c.show("search", r)
}

// search fills the groups of a search.
func (c *call) search(r *searchResults) error {
	look := searching{call: c, query: r.Query, names: map[string]string{}}
	for _, kind := range searchKinds {
		if r.In != "" && r.In != kind.Word {
			continue
		}
		g, err := look.in(kind, r)
		switch {
		case errors.Is(err, tracker.ErrSignIn) && r.In == "":
			r.Asleep = append(r.Asleep, kind.Text)
			continue
		case workplan.KindOf(err) == workplan.Forbidden && r.In == "":
			continue // not for this person at all
		case err != nil:
			return err
		}
		r.Kinds = append(r.Kinds, kind.Text)
		if len(g.Hits) > 0 {
			r.Groups = append(r.Groups, g)
		}
	}
	return look.complete(r.Groups)
}

// in looks through one kind: for the first hits of it and their number, or for a page of them where the search is narrowed to it.
func (s *searching) in(kind searchKind, r *searchResults) (searchGroup, error) {
	if r.In == "" {
		g, err := kind.find(s, workplan.Page{Limit: searchCount, Sort: kind.sort})
		g.Kind, g.query, g.Count, g.More = kind, s.query, len(g.Hits), g.next != nil
		g.Hits = g.Hits[:min(len(g.Hits), searchFirst)]
		return g, err
	}
	after, err := s.after("after", "search", r.In, s.query)
	if err != nil {
		return searchGroup{}, err
	}
	g, err := kind.find(s, workplan.Page{Limit: searchPage, Sort: kind.sort, After: after})
	g.Kind, g.query, g.Count = kind, s.query, len(g.Hits)
	r.paging = pagingOf(after, g.next, func(cursor string) string { return searchAddress(s.query, r.In, cursor) }, "search", r.In, s.query)
	return g, err
}

// complete gives the hits that are shown their excerpts, and what they stand in its name.
func (s *searching) complete(groups []searchGroup) error {
	bodies, err := s.site.Tracker.Bodies(s.Request().Context(), s.actor)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		s.names[b.Code] = shortName(b)
	}
	for _, g := range groups {
		for n := range g.Hits {
			h := &g.Hits[n]
			h.Name, h.Excerpts = marked(s.query, h.Title), excerpts(s.query, h.Title, h.Texts)
			if h.Item != "" {
				item, err := s.named(itemPath(h.Plan, h.Item), func() (string, error) {
					i, err := s.site.Tracker.Item(s.Request().Context(), s.actor, h.Plan, h.Item, tracker.When{})
					return i.Ref + " " + i.Title, err
				})
				if err != nil {
					return err
				}
				h.Name, h.Excerpts = []piece{{Text: item + ": " + h.Title}}, excerpts(s.query, "", h.Texts)
			}
			h.Where = s.names[h.Body]
			if h.Plan != "" {
				h.Where, err = s.named(h.Plan, func() (string, error) {
					p, err := s.site.Tracker.Plan(s.Request().Context(), s.actor, h.Plan, tracker.When{})
					return s.titled(p) + ", " + s.names[p.Body], err
				})
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// named reads a name once; it is the key itself of what the person may not see.
func (s *searching) named(key string, read func() (string, error)) (string, error) {
	if name, known := s.names[key]; known {
		return name, nil
	}
	name, err := read()
	if workplan.KindOf(err) == workplan.NotFound {
		name, err = key, nil
	}
	s.names[key] = name
	return name, err
}
