package web

import (
	"cmp"
	"slices"
)

// people are those whom a page names as the makers of records. Records hold user names; while a page is made, those for whom it has no name yet are
// gathered in asked.
type people struct {
	named map[string]string
	asked []string
}

// Person is what the person behind a user name is called; the user name itself to who has not signed in, and where it is no user's, such as that of the
// operator.
func (v view) Person(username string) string {
	name, known := v.people.named[username]
	if !known {
		v.people.asked = append(v.people.asked, username)
	}
	return cmp.Or(name, username)
}

// made is a page as it is sent. Where it names people it is made a second time, once it is known whom: so one query serves each page, whatever it lists,
// and no page has to gather names of its own.
func (c *call) made(name string, v view) ([]byte, error) {
	pages := c.site.templates[c.lang.Tag]
	v.people = &people{}
	made, err := pages.write(name, v)
	if err != nil || len(v.people.asked) == 0 || c.actor.Anonymous() {
		return made, err
	}
	slices.Sort(v.people.asked)
	named, err := c.site.Tracker.PeopleNamed(c.Request().Context(), c.actor, slices.Compact(v.people.asked))
	if err != nil {
		return nil, err
	}
	v.people = &people{named: named}
	return pages.write(name, v)
}
