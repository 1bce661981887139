"""What sites print around their content in the languages of the EU, as folded words.

All of it is said by the software of a site, so it is the same on thousands of them. It is never
part of what a page says; words that can be (a lone "more") stand in no list here, or count only
where what is around them says so too.
"""

from __future__ import annotations

# "Share this:" above the names of networks.
SHARE = frozenset(
    (
        *("share", "share this", "share on", "share via", "share it", "share now", "share with"),
        *("share this page", "share this post", "share this article", "share this story"),
        *("share this content", "share on social media", "share with your network", "like this"),
        *("сподели", "споделете", "споделяне", "сподели в", "sdílet", "sdílejte", "sdílet na"),
        *("del", "del på", "del denne side", "del siden", "teilen", "teilen auf", "teilen mit"),
        *("diese seite teilen", "seite teilen", "beitrag teilen", "artikel teilen", "jetzt teilen"),
        *("κοινοποίηση", "κοινοποιήστε", "μοιραστείτε", "μοιραστείτε το", "μοιράσου το"),
        *("compartir", "comparte", "compartir en", "compártelo", "jaga", "jaga seda", "jaa"),
        *("jaa sivu", "jaa tämä", "jaa somessa", "partager", "partagez", "partager sur"),
        *("partager cette page", "partager cet article", "comhroinn", "roinn", "podijeli"),
        *("podijelite", "podijeli na", "megosztás", "megosztom", "oszd meg", "ossza meg"),
        *("condividi", "condividi su", "condividi questa pagina", "dalintis", "dalinkitės"),
        *("pasidalinti", "pasidalink", "pasidalinkite", "dalīties", "dalies", "kopīgot", "aqsam"),
        *("ixxerja", "delen", "delen via", "deel", "deel dit", "deel deze pagina", "deel via"),
        *("udostępnij", "udostępnij na", "podziel się", "udostępnij stronę", "partilhar"),
        *("partilhe", "partilhar em", "compartilhar", "distribuie", "distribuie pe", "distribuiți"),
        *("partajează", "zdieľať", "zdieľajte", "zdieľať na", "deli", "delite", "deli na", "dela"),
        *("dela på", "dela sidan", "dela den här sidan"),
    )
)
# Names that links to networks begin with: inflected ("Facebooku") and in sentences too.
NETWORKS = (
    *("facebook", "twitter", "linkedin", "whatsapp", "telegram", "pinterest", "reddit", "tumblr"),
    *("mastodon", "bluesky", "xing", "viber", "messenger", "flipboard", "tweet", "vkontakte"),
)
# What stands among them; each of these is a word of its own elsewhere.
BESIDE_NETWORKS = frozenset(
    (
        *("x", "email", "e-mail", "mail", "print", "copy link", "link", "copy", "rss", "google+"),
        *("google plus", "instagram", "youtube", "threads", "pocket", "skype", "line", "more"),
        *(
            "like loading",
            "loading",
            "like",
            "печат",
            "tisk",
            "udskriv",
            "drucken",
            "link kopieren",
        ),
        *("εκτύπωση", "imprimir", "copiar enlace", "prindi", "tulosta", "imprimer", "courriel"),
        *("copier le lien", "priontáil", "ispis", "ispiši", "nyomtatás", "stampa", "copia link"),
        *(
            "spausdinti",
            "drukāt",
            "ipprintja",
            "afdrukken",
            "kopieer link",
            "drukuj",
            "kopiuj link",
        ),
        *("tipărire", "imprimă", "vytlačiť", "tlačiť", "natisni", "tiskaj", "skriv ut", "имейл"),
    )
)

# Words of a link to more of the same, behind a value: never one word, as that can be of the value.
MORE = frozenset(
    (
        *("read more", "learn more", "find out more", "see more", "view more", "show more"),
        *("more information", "more info", "more details", "visit website", "visit the website"),
        *("visit site", "visit our website", "go to website", "view website", "view on map"),
        *("show on map", "see on map", "view map", "click here", "read the full story"),
        *("прочетете повече", "прочети повече", "научете повече", "повече информация"),
        *("виж повече", "вижте повече", "посетете сайта", "към сайта", "číst více", "číst dále"),
        *(
            "více informací",
            "zjistit více",
            "navštívit web",
            "přejít na web",
            "læs mere",
            "se mere",
        ),
        *("mere information", "besøg website", "besøg hjemmeside", "mehr erfahren", "mehr lesen"),
        *("mehr informationen", "weitere informationen", "zur website", "zur webseite"),
        *("website besuchen", "auf karte anzeigen", "διαβάστε περισσότερα", "μάθετε περισσότερα"),
        *("περισσότερες πληροφορίες", "επισκεφθείτε τον ιστότοπο", "leer más", "saber más"),
        *("ver más", "más información", "visitar sitio web", "visitar la web", "ver en el mapa"),
        *("loe edasi", "loe lähemalt", "loe rohkem", "rohkem infot", "külasta veebilehte"),
        *("lue lisää", "siirry sivustolle", "vieraile sivustolla", "näytä kartalla"),
        *("lire la suite", "en savoir plus", "plus d'informations", "plus d'infos", "voir plus"),
        *("voir le site", "visiter le site", "voir sur la carte", "léigh tuilleadh"),
        *("tuilleadh eolais", "pročitaj više", "pročitajte više", "saznaj više", "saznajte više"),
        *("više informacija", "posjeti web", "posjetite stranicu", "tovább olvasom"),
        *("további információ", "honlap megtekintése", "leggi di più", "leggi tutto"),
        *("scopri di più", "maggiori informazioni", "visita il sito", "vai al sito"),
        *("skaityti daugiau", "skaityti plačiau", "sužinoti daugiau", "daugiau informacijos"),
        *("lasīt vairāk", "uzzināt vairāk", "vairāk informācijas", "apmeklēt vietni"),
        *("aqra aktar", "aktar informazzjoni", "sir af aktar", "lees meer", "meer lezen"),
        *("lees verder", "meer informatie", "naar de website", "bezoek de website"),
        *("bezoek website", "bekijk website", "czytaj więcej", "czytaj dalej", "więcej informacji"),
        *("dowiedz się więcej", "odwiedź stronę", "przejdź do strony", "pokaż na mapie"),
        *("ler mais", "saiba mais", "saber mais", "mais informações", "visitar o site"),
        *("citește mai mult", "află mai multe", "mai multe informații", "vizitează site-ul"),
        *("čítať viac", "čítať ďalej", "zistiť viac", "viac informácií", "navštíviť web"),
        *("preberi več", "preberite več", "več informacij", "več o tem", "obišči spletno stran"),
        *("läs mer", "läs vidare", "mer information", "besök webbplats", "besök webbplatsen"),
        *("till webbplatsen", "visa på karta"),
    )
)
# Words in brackets behind a link, for those who do not see where it leads: one of these is in them.
# Never a window or what is external alone, as those are words of values too.
LEADS_OUT = (
    *("in new window", "in a new window", "in new tab", "in a new tab", "external link"),
    *("link is external", "link sends e", "opens new window", "external site", "link opens"),
    *("в нов прозорец", "в нов раздел", "външна връзка", "v novém okně", "na nové kartě"),
    *("externí odkaz", "i nyt vindue", "i ny fane", "eksternt link", "in neuem fenster"),
    *("in einem neuen fenster", "in neuem tab", "in einem neuen tab", "externer link"),
    *("σε νέο παράθυρο", "σε νέα καρτέλα", "εξωτερικός σύνδεσμος", "en ventana nueva"),
    *("en una nueva ventana", "en una ventana nueva", "en nueva ventana", "nueva pestaña"),
    *("enlace externo", "uues aknas", "väline link", "uuteen ikkunaan", "uudessa ikkunassa"),
    *("ulkoinen linkki", "nouvelle fenêtre", "nouvel onglet", "lien externe"),
    *("i bhfuinneog nua", "nasc seachtrach", "u novom prozoru", "u novoj kartici"),
    *("vanjska poveznica", "új ablakban", "új lapon", "külső hivatkozás"),
    *("in una nuova finestra", "in nuova finestra", "in una nuova scheda", "link esterno"),
    *("naujame lange", "naujame skirtuke", "išorinė nuoroda", "jaunā logā", "jaunā cilnē"),
    *("ārēja saite", "ārējā saite", "f'tieqa ġdida", "ħolqa esterna", "nieuw venster"),
    *("nieuw tabblad", "externe link", "w nowym oknie", "w nowej karcie", "link zewnętrzny"),
    *("numa nova janela", "em nova janela", "novo separador", "ligação externa"),
    *("fereastră nouă", "filă nouă", "link extern", "v novom okne", "na novej karte"),
    *("externý odkaz", "v novem oknu", "v novem zavihku", "zunanja povezava"),
    *("i nytt fönster", "i ny flik", "extern länk"),
)

# What opens the line of a date below a title.
PUBLISHED = (
    *("posted", "published", "date published", "публикуван", "публикувано", "публикувана"),
    *("publikováno", "zveřejněno", "vydáno", "udgivet", "publiceret", "offentliggjort"),
    *("veröffentlicht", "erschienen", "publiziert", "gepostet", "veröffentlichungsdatum"),
    *("δημοσιεύτηκε", "δημοσιεύθηκε", "αναρτήθηκε", "δημοσίευση", "publicado", "publicada"),
    *("avaldatud", "postitatud", "julkaistu", "publié", "publiée", "posté", "mis en ligne"),
    *("foilsithe", "objavljeno", "objavljen", "közzétéve", "megjelent", "publikálva"),
    *("pubblicato", "pubblicata", "postato", "paskelbta", "publikuota", "publicēts", "publicēta"),
    *("ippubblikat", "gepubliceerd", "geplaatst", "opublikowano", "opublikowany"),
    *("data publikacji", "publicat", "publikované", "zverejnené", "uverejnené", "publicerad"),
    *("publicerat", "publicerades"),
)
UPDATED = (
    *("updated", "last updated", "last update", "last modified", "modified", "last reviewed"),
    *("page last updated", "this page was last updated", "date of last update", "last changed"),
    *("обновено", "обновена", "последна промяна", "последна актуализация", "последно обновяване"),
    *("aktualizováno", "naposledy upraveno", "poslední aktualizace", "poslední změna"),
    *("opdateret", "sidst opdateret", "senest opdateret", "aktualisiert", "zuletzt aktualisiert"),
    *("zuletzt geändert", "letzte aktualisierung", "letzte änderung", "ενημερώθηκε"),
    *("τελευταία ενημέρωση", "actualizado", "última actualización", "última modificación"),
    *("uuendatud", "viimati uuendatud", "viimati muudetud", "päivitetty", "viimeksi päivitetty"),
    *("mis à jour", "mise à jour", "dernière mise à jour", "dernière modification", "modifié le"),
    *("nuashonraithe", "nuashonraithe is déanaí", "ažurirano", "zadnja izmjena"),
    *("zadnje ažuriranje", "posljednja izmjena", "frissítve", "utoljára frissítve"),
    *("utolsó frissítés", "utoljára módosítva", "aggiornato", "ultimo aggiornamento"),
    *("ultima modifica", "atnaujinta", "paskutinį kartą atnaujinta", "paskutinis atnaujinimas"),
    *("atjaunots", "atjaunināts", "pēdējo reizi atjaunots", "pēdējās izmaiņas", "aġġornat"),
    *("l-aħħar aġġornament", "bijgewerkt", "laatst bijgewerkt", "laatst gewijzigd"),
    *("laatste update", "zaktualizowano", "ostatnia aktualizacja", "ostatnia modyfikacja"),
    *("atualizado", "última atualização", "actualizat", "ultima actualizare"),
    *("ultima modificare", "aktualizované", "posledná aktualizácia", "naposledy upravené"),
    *("posledná zmena", "posodobljeno", "zadnja posodobitev", "zadnja sprememba", "uppdaterad"),
    *("senast uppdaterad", "senast ändrad", "uppdaterat"),
)
# "By Ana Borg": the first word of a byline, which counts beside a date alone.
BY = frozenset(
    (
        *("by", "от", "od", "autor", "af", "von", "από", "por", "kirjoittanut", "par", "szerző"),
        *("írta", "di", "autorius", "autors", "minn", "door", "przez", "de", "avtor", "av", "le"),
    )
)

# What a page is, printed above its title.
KINDS = frozenset(
    (
        *("good practice", "good practices", "best practice", "best practices", "case study"),
        *("case studies", "success story", "success stories", "project", "projects", "practice"),
        *("example of good practice", "good practice example", "inspiring practice", "story"),
        *("promising practice", "innovative practice", "initiative", "project example"),
        *("добра практика", "добри практики", "история на успеха", "казус", "проект"),
        *("dobrá praxe", "příklad dobré praxe", "příklady dobré praxe", "případová studie"),
        *("příběh úspěchu", "projekt", "god praksis", "bedste praksis", "casestudie"),
        *("succeshistorie", "gute praxis", "best-practice-beispiel", "praxisbeispiel"),
        *("gute-praxis-beispiel", "fallstudie", "erfolgsgeschichte", "gutes beispiel"),
        *("καλή πρακτική", "καλές πρακτικές", "μελέτη περίπτωσης", "ιστορία επιτυχίας", "έργο"),
        *("buena práctica", "buenas prácticas", "estudio de caso", "caso de éxito", "proyecto"),
        *("historia de éxito", "hea tava", "head tavad", "juhtumiuuring", "edulugu"),
        *("hyvä käytäntö", "hyvät käytännöt", "tapaustutkimus", "menestystarina", "hanke"),
        *("bonne pratique", "bonnes pratiques", "étude de cas", "projet", "témoignage"),
        *("histoire de réussite", "dea-chleachtas", "cás-staidéar", "scéal ratha", "tionscadal"),
        *("dobra praksa", "dobre prakse", "primjer dobre prakse", "studija slučaja"),
        *("priča o uspjehu", "jó gyakorlat", "jó gyakorlatok", "esettanulmány", "sikertörténet"),
        *("buona pratica", "buone pratiche", "buona prassi", "caso di studio", "progetto"),
        *("storia di successo", "geroji praktika", "gerosios praktikos pavyzdys"),
        *("atvejo analizė", "sėkmės istorija", "projektas", "labā prakse", "labās prakses piemērs"),
        *("gadījuma izpēte", "veiksmes stāsts", "projekts", "prattika tajba", "prattiki tajba"),
        *("studju ta' każ", "storja ta' suċċess", "proġett", "goede praktijk", "praktijkvoorbeeld"),
        *("casestudy", "succesverhaal", "goed voorbeeld", "dobra praktyka", "dobre praktyki"),
        *("studium przypadku", "historia sukcesu", "boa prática", "boas práticas"),
        *("estudo de caso", "caso de sucesso", "história de sucesso", "projeto", "bună practică"),
        *("bune practici", "exemplu de bună practică", "studiu de caz", "poveste de succes"),
        *("proiect", "dobrá prax", "príklad dobrej praxe", "príklady dobrej praxe"),
        *("prípadová štúdia", "príbeh úspechu", "primer dobre prakse", "študija primera"),
        *("zgodba o uspehu", "god praxis", "goda exempel", "gott exempel", "framgångshistoria"),
        *("fallstudier", "bästa praxis"),
    )
)
