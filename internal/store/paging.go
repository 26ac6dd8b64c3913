package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// ErrCursor: the keys of a page do not belong to its order.
var ErrCursor = errors.New("the cursor does not belong to this list")

// sortKey is a column by which rows of T can be ordered, and how its value is read from a row.
type sortKey[T any] struct {
	column string
	value  func(T) any
}

// listing loads one page: it orders by the words of the page and then by the natural key of the rows, and starts after the keys of the row
// before. Cursors carry these keys, so none of them is an internal id.
func listing[T any](db *gorm.DB, page workplan.Page, keys map[string]sortKey[T], natural ...sortKey[T]) (workplan.Listing[T], error) {
	var list workplan.Listing[T]
	order := make([]sortKey[T], 0, 3)
	desc := make([]bool, 0, 3)
	for _, s := range page.Sort {
		key, ok := keys[s.Word]
		if !ok {
			return list, fmt.Errorf("lists are not sorted by %q", s.Word)
		}
		order, desc = append(order, key), append(desc, s.Desc)
	}
	for _, key := range natural {
		if !slices.ContainsFunc(order, func(k sortKey[T]) bool { return k.column == key.column }) {
			order, desc = append(order, key), append(desc, desc[len(desc)-1])
		}
	}
	if page.After != nil {
		after, err := keyValues(order, page.After)
		if err != nil {
			return list, err
		}
		db = startAfter(db, order, desc, after)
	}
	for i, key := range order {
		db = db.Order(key.column + direction(desc[i]))
	}
	rows, err := all[T](db.Limit(page.Limit + 1))
	if err != nil {
		return list, err
	}
	if len(rows) > page.Limit {
		rows = rows[:page.Limit]
		list.Next = make([]string, len(order))
		for i, key := range order {
			list.Next[i] = keyText(key.value(rows[page.Limit-1]))
		}
	}
	list.Rows = rows
	return list, nil
}

// startAfter keeps the rows after the given keys. One direction throughout is one row comparison, which an index serves.
func startAfter[T any](db *gorm.DB, order []sortKey[T], desc []bool, after []any) *gorm.DB {
	same := true
	columns := make([]string, len(order))
	for i, key := range order {
		columns[i] = key.column
		same = same && desc[i] == desc[0]
	}
	if same {
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(order)), ", ")
		return db.Where("("+strings.Join(columns, ", ")+") "+beyond(desc[0])+" ("+marks+")", after...)
	}
	var steps []string
	var args []any
	for i := range order {
		step := make([]string, 0, i+1)
		for j := range i {
			step, args = append(step, columns[j]+" = ?"), append(args, after[j])
		}
		step, args = append(step, columns[i]+" "+beyond(desc[i])+" ?"), append(args, after[i])
		steps = append(steps, "("+strings.Join(step, " AND ")+")")
	}
	return db.Where("("+strings.Join(steps, " OR ")+")", args...)
}

// keyValues turns the texts of a cursor back into values of the right type, which a row of zero values tells.
func keyValues[T any](order []sortKey[T], texts []string) ([]any, error) {
	if len(texts) != len(order) {
		return nil, ErrCursor
	}
	var zero T
	values := make([]any, len(order))
	for i, key := range order {
		var err error
		switch key.value(zero).(type) {
		case time.Time:
			var t time.Time
			t, err = time.Parse(time.RFC3339Nano, texts[i])
			values[i] = moment(t)
		case int64:
			values[i], err = strconv.ParseInt(texts[i], 10, 64)
		default:
			values[i] = texts[i]
		}
		if err != nil {
			return nil, ErrCursor
		}
	}
	return values, nil
}

func keyText(v any) string {
	switch v := v.(type) {
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	default:
		return fmt.Sprint(v)
	}
}

func direction(desc bool) string {
	if desc {
		return " DESC"
	}
	return ""
}

func beyond(desc bool) string {
	if desc {
		return "<"
	}
	return ">"
}
