package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// languageCookie keeps the language that a person has chosen.
const languageCookie = "fwp_language"

// setCookie gives the browser the secret of its sign-in.
func (s *site) setCookie(c echo.Context, secret string) {
	s.put(c, s.browsers.Cookie(), secret, workplan.SignInLife)
}

// dropCookie takes the secret away.
func (s *site) dropCookie(c echo.Context) { s.put(c, s.browsers.Cookie(), "", -time.Second) }

func (s *site) put(c echo.Context, name, value string, life time.Duration) {
	c.SetCookie(&http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(life / time.Second), HttpOnly: true, Secure: s.browsers.Secure(), SameSite: http.SameSiteLaxMode})
}
