package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

const (
	pageDefault = 50
	pageMost    = 200
)

// page reads limit (1 to 200, 50 by default), sort (words of sorts, falling with a hyphen before; the first word by default) and cursor.
func (q *query) page(sorts []string) workplan.Page {
	p := workplan.Page{Limit: q.integer("limit", 1, pageMost, pageDefault), Sort: q.sorts(sorts)}
	q.order = sortText(p.Sort)
	if text := q.get("cursor"); text != "" {
		p.After = q.after(text)
	}
	return p
}

// feed is page for a list that is read newest first, unless it is asked for in another order.
func (q *query) feed(sorts []string) workplan.Page {
	p := q.page(sorts)
	if q.get("sort") == "" {
		p.Sort = []workplan.Sort{{Word: "recorded", Desc: true}}
	}
	return p
}

func (q *query) sorts(allowed []string) []workplan.Sort {
	var sorts []workplan.Sort
	for _, w := range q.words("sort") {
		word, desc := strings.CutPrefix(w, "-")
		switch {
		case !slices.Contains(allowed, word):
			q.fault("sort", "not_allowed", "%q is not known; allowed are %s, each with a hyphen before it to turn the order round", cut(word), joined(allowed))
		case slices.ContainsFunc(sorts, func(s workplan.Sort) bool { return s.Word == word }):
			q.fault("sort", "given_twice", "names %s twice", word)
		default:
			sorts = append(sorts, workplan.Sort{Word: word, Desc: desc})
		}
	}
	if len(sorts) == 0 {
		return []workplan.Sort{{Word: allowed[0]}}
	}
	return sorts
}

func sortText(sorts []workplan.Sort) string {
	words := make([]string, len(sorts))
	for i, s := range sorts {
		words[i] = s.Word
		if s.Desc {
			words[i] = "-" + s.Word
		}
	}
	return strings.Join(words, ",")
}

// cursor says after which row a page begins. Filter ties it to the address, the parameters, the order and the keys, so that it is refused
// when it was damaged or is used elsewhere. It is no secret and no proof: whoever forges one sees what they may see anyway.
type cursor struct {
	Version int      `json:"v"`
	Sort    string   `json:"s"`
	Filter  string   `json:"f"`
	Keys    []string `json:"k"`
}

// next makes the cursor of the page that follows the row with these keys, "" at the end of the list. It comes after page.
func (q *query) next(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	b, _ := json.Marshal(cursor{Version: 1, Sort: q.order, Filter: q.digest(keys), Keys: keys}) // strings always encode
	return base64.RawURLEncoding.EncodeToString(b)
}

// after reads a cursor; one that is damaged or belongs to other parameters is a fault.
func (q *query) after(text string) []string {
	var c cursor
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	switch {
	case err != nil || c.Version != 1 || len(c.Keys) == 0 || slices.ContainsFunc(c.Keys, isUnclean):
		q.fault("cursor", "bad_cursor", "is damaged; start again without it")
	case c.Sort != q.order || c.Filter != q.digest(c.Keys):
		q.fault("cursor", "bad_cursor", "belongs to a request with other parameters; start again without it")
	default:
		return c.Keys
	}
	return nil
}

// isUnclean names keys that no row can have and that a database may choke on.
func isUnclean(key string) bool {
	return !utf8.ValidString(key) || strings.ContainsFunc(key, workplan.IsControl)
}

// digest is a short hash of the address, all parameters but limit and cursor, the order and the keys.
func (q *query) digest(keys []string) string {
	others := maps.Clone(q.values)
	others.Del("limit")
	others.Del("cursor")
	b, _ := json.Marshal([]any{q.path, others.Encode(), q.order, keys}) // strings always encode
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// setNextLink names the following page in the Link header (RFC 8288), with all parameters of this request; it does nothing at the end.
func setNextLink(c echo.Context, cursor string) {
	if cursor == "" {
		return
	}
	here := c.Request().URL
	params := here.Query()
	params.Set("cursor", cursor)
	next := url.URL{Path: here.Path, RawPath: here.RawPath, RawQuery: params.Encode()}
	c.Response().Header().Set("Link", "<"+next.String()+`>; rel="next"`)
}
