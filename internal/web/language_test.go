package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"fwptracker/internal/auth"
)

// inIndonesian is a page as a person reads it whose browser asks for Indonesian.
func (l *library) inIndonesian(who, address string) string {
	l.t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Language", "id")
	r.AddCookie(&http.Cookie{Name: auth.NewBrowsers("").Cookie(), Value: l.secretOf(who)})
	w := httptest.NewRecorder()
	l.pages.ServeHTTP(w, r)
	return w.Body.String()
}

func TestWhatTheDomainSaysIsInTheLanguageOfThePage(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for address, c := range map[string]struct{ shown, hidden string }{
			"/plans/nowhere":             {"Tidak ada rencana nowhere yang boleh Anda lihat.", "There is no"},
			"/plans/p/report?since=soon": {"bukan tanggal yang benar; tulislah misalnya 8 November 2023", "is not a date"},
			"/plans/p/check":             {"Tanpa penanggung jawab yang tercatat", " is recorded."},
			"/plans/p/report":            {"Cara membaca laporan ini", "How to read"},
			"/plans/p/items/1.1":         {"Dimasukkan ke dalam rancangan rencana.", "Entered into"},
			"/plans/p/editions/x":        {"Tidak ada edisi p/x yang boleh Anda lihat.", "There is no"},
		} {
			l.says(address, main(l.inIndonesian("desk", address)), []string{c.shown}, []string{c.hidden})
		}
	})
}
