package workplan

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
)

// List is a short ordered list of words (codes, topics, aliases), stored as one JSON column. It is never null.
type List []string

// Value stores the list as JSON.
func (l List) Value() (driver.Value, error) { return jsonColumn(l, len(l) == 0) }

// Scan reads what Value stored.
func (l *List) Scan(src any) error {
	if src == any("[]") { // as most lists are
		*l = List{}
		return nil
	}
	return scanJSON(src, l)
}

// Has says whether the list holds word.
func (l List) Has(word string) bool { return slices.Contains(l, word) }

// Link is a titled web address, as evidence of what an update reports.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Links is an ordered list of links, stored as one JSON column.
type Links []Link

// Value stores the links as JSON.
func (l Links) Value() (driver.Value, error) { return jsonColumn(l, len(l) == 0) }

// Scan reads what Value stored.
func (l *Links) Scan(src any) error { return scanJSON(src, l) }

func jsonColumn(v any, empty bool) (driver.Value, error) {
	if empty {
		return "[]", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

func scanJSON(src, into any) error {
	switch text := src.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(text), into)
	case []byte:
		return json.Unmarshal(text, into)
	default:
		return fmt.Errorf("a JSON column holds %T", src)
	}
}
