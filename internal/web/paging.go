package web

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"fwptracker/internal/workplan"
)

// whole asks for as many rows of a list at once as there may be.
var whole = workplan.Page{Limit: 200}

// every reads all rows of a list that belongs on one page, in an order; without one in that of the list.
func every[T any](read func(workplan.Page) (workplan.Listing[T], error), order ...workplan.Sort) ([]T, error) {
	var all []T
	for page := (workplan.Page{Limit: whole.Limit, Sort: order}); ; {
		list, err := read(page)
		if err != nil {
			return nil, err
		}
		all = append(all, list.Rows...)
		if page.After = list.Next; page.After == nil {
			return all, nil
		}
	}
}

// paging leads from one part of a list to others: the addresses of its first part and of the next; "" where there is none.
type paging struct{ First, Next string }

// pagingOf leads from the part of a list that begins after a row and ends before the next. Address is that of the list where a cursor is given, or where it
// begins for "".
func pagingOf(after, next []string, address func(cursor string) string, list ...string) paging {
	var p paging
	if after != nil {
		p.First = address("")
	}
	if next != nil {
		p.Next = address(cursorOf(next, list...))
	}
	return p
}

// given are fields with their values, one after another, without those that are empty.
func given(pairs ...string) url.Values {
	v := url.Values{}
	for n := 0; n+1 < len(pairs); n += 2 {
		if pairs[n+1] != "" {
			v.Set(pairs[n], pairs[n+1])
		}
	}
	return v
}

// cursorOf writes, for an address, after which row a page of a list begins: the keys of that row, and of which list it is a row.
func cursorOf(keys []string, list ...string) string {
	b, _ := json.Marshal([][]string{list, keys}) // texts always encode
	return base64.RawURLEncoding.EncodeToString(b)
}

// after reads what cursorOf wrote from the address; nil for the first page. One that is damaged or belongs to another list is refused.
func (c *call) after(name string, list ...string) ([]string, error) {
	text := c.QueryParam(name)
	if text == "" {
		return nil, nil
	}
	var parts [][]string
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err == nil {
		err = json.Unmarshal(b, &parts)
	}
	if err != nil || len(parts) != 2 || !slices.Equal(parts[0], list) || len(parts[1]) == 0 || slices.ContainsFunc(parts[1], unclean) {
		var f workplan.Faults
		f.Add("?"+name, "bad_cursor", "the address of this page of the list is damaged; begin again at its first page")
		return nil, f.Err()
	}
	return parts[1], nil
}

// unclean names keys that no row can have and on which a database may choke.
func unclean(key string) bool {
	return !utf8.ValidString(key) || strings.ContainsFunc(key, workplan.IsControl)
}
