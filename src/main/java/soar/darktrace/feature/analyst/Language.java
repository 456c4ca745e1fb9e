package soar.darktrace.feature.analyst;

/** The languages in which AI Analyst writes; any other is English of the United Kingdom to it. */
enum Language {
    DE_DE("de_DE"),
    EN_GB("en_GB"),
    EN_US("en_US"),
    ES_ES("es_ES"),
    ES_419("es_419"),
    FR_FR("fr_FR"),
    IT_IT("it_IT"),
    JA_JP("ja_JP"),
    KO_KR("ko_KR"),
    PT_BR("pt_BR"),
    ZH_HANS("zh_Hans"),
    ZH_HANT("zh_Hant");

    private final String name;

    Language(String name) {
        this.name = name;
    }

    /** Darktrace's name. */
    @Override
    public String toString() {
        return name;
    }
}
