package archtest

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is what a package may import besides the standard library: packages of this module, and modules from outside.
type room struct{ inside, outside []string }

// rooms is the direction of the house: edges, use cases, storage, nouns and rules. A new package is put here first.
var rooms = map[string]room{
	"internal/workplan": {},
	"internal/store": {[]string{"internal/workplan"}, []string{"gorm.io/gorm", "gorm.io/driver/sqlite", "gorm.io/driver/postgres", "modernc.org/sqlite",
		"github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "golang.org/x/text"}},
	"internal/store/storetest":       {[]string{"internal/store"}, []string{"github.com/jackc/pgx/v5"}},
	"internal/tracker":               {[]string{"internal/store", "internal/workplan"}, nil},
	"internal/auth":                  {[]string{"internal/store", "internal/workplan"}, []string{"github.com/coreos/go-oidc/v3", "github.com/trustelem/zxcvbn", "golang.org/x/crypto", "golang.org/x/oauth2", "golang.org/x/text", "golang.org/x/time"}},
	"internal/language":              {[]string{"internal/workplan"}, nil},
	"internal/language/languagetest": {[]string{"internal/workplan"}, nil},
	"internal/report":                {[]string{"internal/language", "internal/workplan"}, []string{"codeberg.org/go-pdf/fpdf", "github.com/xuri/excelize/v2", "golang.org/x/image", "golang.org/x/text"}},
	"internal/mail":                  {[]string{"internal/workplan"}, []string{"github.com/wneessen/go-mail"}},
	"internal/mail/mailtest":         {},
	"internal/demo":                  {[]string{"internal/auth", "internal/store", "internal/tracker", "internal/workplan"}, nil},
	"internal/openapi":               {nil, []string{"github.com/getkin/kin-openapi"}},
	"internal/browsertest":           {nil, []string{"github.com/chromedp/chromedp", "github.com/chromedp/cdproto"}},
	"internal/archtest":              {},
	"api": {[]string{"docs", "internal/auth", "internal/language", "internal/report", "internal/tracker", "internal/workplan"},
		[]string{"github.com/labstack/echo/v4", "golang.org/x/text"}},
	"internal/web": {[]string{"internal/auth", "internal/language", "internal/report", "internal/tracker", "internal/workplan"}, []string{"github.com/labstack/echo/v4"}},
	"docs":         {},
	"docs/swagger": {nil, []string{"github.com/swaggo/swag"}},
	"cmd/fwp": {[]string{"api", "internal/auth", "internal/demo", "internal/mail", "internal/report", "internal/store", "internal/tracker", "internal/web", "internal/workplan"},
		[]string{"github.com/urfave/cli/v3", "github.com/prometheus/client_golang"}},
	"cmd/openapi": {[]string{"internal/openapi"}, nil},
}

// wrongImports stand until they are mended.
var wrongImports = map[string]string{}

func TestRoomsImportInOneDirection(t *testing.T) {
	t.Parallel()
	wrong := broken{}
	for _, s := range sources() {
		if s.test {
			continue
		}
		r, known := rooms[s.folder]
		if !known {
			t.Errorf("%s is in a room that the table does not have", s.path)
		}
		for _, spec := range s.file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if !r.allows(name) {
				wrong.add(s.path+" imports "+name, "this room may not")
			}
		}
	}
	wrong.check(t, wrongImports)
}

func (r room) allows(name string) bool {
	if inside, ok := strings.CutPrefix(name, module+"/"); ok {
		return slices.Contains(r.inside, inside)
	}
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".") || slices.ContainsFunc(r.outside, func(m string) bool { return name == m || strings.HasPrefix(name, m+"/") })
}

// TestRoomsKeepTheirPromises says in words what the table above must never come to allow.
func TestRoomsKeepTheirPromises(t *testing.T) {
	t.Parallel()
	users := func(what string, outside bool) (list []string) {
		for name, r := range rooms {
			among := r.inside
			if outside {
				among = r.outside
			}
			if slices.ContainsFunc(among, func(m string) bool { return strings.HasPrefix(m, what) }) {
				list = append(list, name)
			}
		}
		slices.Sort(list)
		return list
	}
	if r := rooms["internal/workplan"]; len(r.inside)+len(r.outside) > 0 {
		t.Error("workplan imports more than the standard library")
	}
	if got := users("gorm.io/", true); !slices.Equal(got, []string{"internal/store"}) {
		t.Errorf("GORM is known to %s", got)
	}
	if got := users("github.com/labstack/echo", true); !slices.Equal(got, []string{"api", "internal/web"}) {
		t.Errorf("Echo is known to %s", got)
	}
	if got := users("github.com/coreos/go-oidc", true); !slices.Equal(got, []string{"internal/auth"}) {
		t.Errorf("OpenID Connect is known to %s", got)
	}
	if got := users("github.com/zitadel/", true); len(got) > 0 {
		t.Errorf("a provider of OpenID Connect is known to %s: it is for tests alone", got)
	}
	if got := users("github.com/chromedp", true); !slices.Equal(got, []string{"internal/browsertest"}) || len(users("internal/browsertest", false)) > 0 {
		t.Errorf("a browser is known to %s and %s: it is for tests alone", got, users("internal/browsertest", false))
	}
	for _, edge := range []string{"api", "internal/web"} {
		if slices.Contains(rooms[edge].inside, "internal/store") || slices.Contains(rooms[edge].inside, "api") || slices.Contains(rooms[edge].inside, "internal/web") {
			t.Errorf("%s imports the store or the other edge", edge)
		}
	}
	if slices.Contains(rooms["internal/auth"].inside, "internal/tracker") || slices.Contains(rooms["internal/tracker"].inside, "internal/auth") {
		t.Error("auth and tracker know each other")
	}
}

// emptyNames say nothing about what is inside.
var emptyNames = []string{"utils", "util", "helpers", "helper", "common", "models", "model", "services", "service", "repositories", "repository", "manager", "impl",
	"base", "dto", "dtos", "misc", "shared", "types"}

func TestPackagesAreNamedAfterWhatTheyHold(t *testing.T) {
	t.Parallel()
	for _, s := range sources() {
		if name := strings.TrimSuffix(s.file.Name.Name, "_test"); slices.Contains(emptyNames, name) {
			t.Errorf("%s: package %s", s.path, name)
		}
		for part := range strings.SplitSeq(s.folder, "/") {
			if slices.Contains(emptyNames, part) {
				t.Errorf("%s: folder %s", s.path, part)
			}
		}
	}
}
